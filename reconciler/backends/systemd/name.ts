/**
 * `api` is `api.service`; `api@2` is `api:2.service`. A colon is legal in unit names and in no service name, so no
 * two instances share a unit; `@` is not used because it would make the unit an instance of the template `api@.service`
 * (its drop-ins, its `[Install]`), and `-` because `api-2` may be a service of its own.
 */
export function serviceUnit(instance: string): string {
  return `${stem(instance)}.service`;
}

export function timerUnit(instance: string): string {
  return `${stem(instance)}.timer`;
}

function stem(instance: string): string {
  return instance.replace('@', ':');
}

/** The instance that a unit of ours stands for. */
export function instanceOfUnit(unit: string): string {
  return unit.replace(/\.(service|timer)$/, '').replace(':', '@');
}

/** UNIT_NAME_MAX is 255 with the suffix. */
const instanceMaxLength = 240;

/** The colon is ours, so that the mapping stays injective. */
export function isUnitName(instance: string): boolean {
  return (
    /^[A-Za-z0-9_][A-Za-z0-9_.-]*(@[A-Za-z0-9_.-]+)?$/.test(instance) && instance.length <= instanceMaxLength
  );
}
