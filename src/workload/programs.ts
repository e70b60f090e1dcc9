/** Programs that end by themselves after a short piece of work on files, and shell built-ins of that kind. */
export const shortPrograms: ReadonlySet<string> = new Set(
  (
    'cp mv mkdir rmdir chmod chown chgrp ln rm touch install echo printf true false : test [ [[ ls cat tee sed grep awk ' +
    'head sort uniq wc tr cut base64 date id whoami hostname uname pwd env tar gzip gunzip unzip sysctl migrate ' +
    'set export cd umask unset exit trap'
  ).split(' '),
);

/** Programs that only handle files, owners and kernel settings: an address in their environment is not for them. */
export const fileTools: ReadonlySet<string> = new Set(
  'cp mv mkdir rmdir chmod chown chgrp ln rm touch install sysctl tar gzip gunzip unzip'.split(' '),
);

/** Commands whose success is certain: a loop over them goes on for ever. */
export const endlessConditions: ReadonlySet<string> = new Set(['true', ':', 'sleep', 'echo', 'date']);

/** Without a file these read their standard input, which `stdin` or `tty` keep open. */
export const inputReaders: ReadonlySet<string> = new Set(
  'cat tee sed grep awk head sort uniq wc tr cut base64'.split(' '),
);

/** Readers of a pipe that end only when the writer does. */
export const pipeReaders: ReadonlySet<string> = new Set(['tee', 'cat', 'tr', 'cut', 'jq']);

/** What may leave a loop or end a script from within: after these nothing is certain. */
export const leavers: ReadonlySet<string> = new Set(
  'exit return break exec eval source . kill pkill killall shutdown poweroff reboot halt'.split(' '),
);

export const killers: ReadonlySet<string> = new Set(['kill', 'pkill', 'killall']);

export const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'ksh', 'zsh']);

/** Images without an entry point: `args` alone are the command. Last segment of the image name. */
export const bareImages: ReadonlySet<string> = new Set([
  'alpine',
  'amazonlinux',
  'busybox',
  'centos',
  'debian',
  'fedora',
  'ubuntu',
]);
