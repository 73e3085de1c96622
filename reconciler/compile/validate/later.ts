/** What the design knows and this version does not do yet; said plainly instead of as a typing error. */
const laterFields: Readonly<Record<string, readonly string[]>> = {
  profileSpec: ['become'],
  ssh: ['jump', 'proxyCommand'],
  fleetSpec: ['discover'],
  rollout: ['maxUnavailable', 'maxSurge', 'steps', 'canary', 'blueGreen', 'autoPromotion'],
  serviceSpec: ['router', 'docker', 'kubernetes', 'orchestrator', 'windows', 'hooks'],
};

export const laterValues: Readonly<Record<string, readonly string[]>> = {
  strategy: ['rolling', 'blueGreen', 'canary'],
  backend: ['docker', 'kubernetes', 'orchestrator'],
};

export function isLaterField(definition: string, field: string): boolean {
  return laterFields[definition]?.includes(field) ?? false;
}
