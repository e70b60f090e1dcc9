const plain =
  `ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU
  URG USR1 USR2 VTALRM WINCH XCPU XFSZ`.split(/\s+/);

function upTo(last: number, name: string): string[] {
  return Array.from({ length: last }, (_, index) => `${name}${index + 1}`);
}

/** The stop signals of a Linux container. */
export const stopSignals: readonly string[] = [...plain, 'RTMIN', ...upTo(15, 'RTMIN+'), 'RTMAX', ...upTo(14, 'RTMAX-')]
  .map((name) => `SIG${name}`)
  .sort();
