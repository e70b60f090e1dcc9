import type { ServeSettings } from './settings.ts';
import { start } from './start.ts';

/** Serves until the process is told to end. Answers what kept it from starting; '' when it has served. */
export async function serve(settings: ServeSettings): Promise<string> {
  let running: Awaited<ReturnType<typeof start>>;
  try {
    running = await start(settings);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const onHangup = (): void => void running.refresh(true);
  process.on('SIGHUP', onHangup);
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', () => void running.stop().then(resolve));
    // Somebody at a terminal does not want to wait.
    process.once('SIGINT', () => void running.stop(0).then(resolve));
  });
  process.off('SIGHUP', onHangup);
  return '';
}
