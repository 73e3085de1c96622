/** Absolute, and the shortest way to write it: nothing like `//`, `.`, `..` or a slash at the end. */
export function isNormalAbsolute(path: string): boolean {
  if (!path.startsWith('/') || path.length > 4095) return false;
  return path
    .slice(1)
    .split('/')
    .every((step) => step !== '' && step !== '.' && step !== '..' && step.length <= 255);
}

/** A path from a folder of the repository, or null when it leaves the repository. */
export function inRepository(folder: string, path: string): string | null {
  if (path.startsWith('/') || path.includes('\\') || path === '') return null;
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps.join('/');
}

/** Places that provctl, the service manager or the kernel own; a managed file there would fight with them. */
const taken: readonly RegExp[] = [
  /^\/var\/lib\/provctl(?:\/|$)/,
  /^\/etc\/provctl(?:\/|$)/,
  /^\/run\/provctl(?:\/|$)/,
  /\/\.local\/state\/provctl(?:\/|$)/,
  /^\/(?:etc|run|lib|usr\/lib|usr\/local\/lib)\/systemd\/(?:system|user|transient|system\.control)(?:\/|$)/,
  /\/\.config\/systemd(?:\/|$)/,
  /\/Library\/Launch(?:Agents|Daemons)(?:\/|$)/,
  /^\/var\/spool\/cron(?:\/|$)/,
  /^\/(?:proc|sys|dev)(?:\/|$)/,
];

export function isTaken(path: string): boolean {
  return taken.some((place) => place.test(path));
}
