import type {
  Backend,
  Check,
  EnvValue,
  File,
  Placement,
  Service,
  ServiceSpec,
} from './compile/generated/types.ts';

/** Fields that have a method of their own are set by it alone. */
type OtherFields = Omit<
  ServiceSpec,
  'command' | 'placement' | 'env' | 'ports' | 'checks' | 'files' | 'dependsOn'
>;

/**
 * A service document, built up. Every method gives a new builder, so a common beginning can be kept and continued in
 * several ways. Placeholders (`{port}`, `{release}`) work as in a file; where it runs is never implied, so `document`
 * is there only after `local` or `fleet`.
 */
export interface ServiceBuilder<Where extends Placement | null = null> {
  arg(...values: readonly string[]): ServiceBuilder<Where>;
  env(name: string, value: string): ServiceBuilder<Where>;
  /** The value is the operator's to provide; it never stands in a document. */
  secret(name: string, secret: string): ServiceBuilder<Where>;
  port(name: string, port: number): ServiceBuilder<Where>;
  check(name: string, check: Omit<Check, 'name'>): ServiceBuilder<Where>;
  file(path: string, file: Omit<File, 'path'>): ServiceBuilder<Where>;
  dependsOn(...services: readonly string[]): ServiceBuilder<Where>;
  label(name: string, value: string): ServiceBuilder<Where>;
  backend(backend: Backend): ServiceBuilder<Where>;
  /** Any other field; a later call replaces the field as a whole. */
  with(fields: OtherFields): ServiceBuilder<Where>;
  /** On the machine that provctl runs on. */
  local(options?: Pick<Placement, 'instancesPerMachine'>): ServiceBuilder<Placement>;
  /** On the machines of a fleet, or on those that a selector picks. */
  fleet(
    name: string,
    options?: Pick<Placement, 'selector' | 'instancesPerMachine'>,
  ): ServiceBuilder<Placement>;
  document(this: ServiceBuilder<Placement>): Service;
  /** Null until it is placed. */
  readonly placement: Where;
}

/** `service('api', '/opt/api').arg('--port', '8080').env('A', '1').local().document()` */
export function service(name: string, program: string): ServiceBuilder {
  return builder({ name }, { command: [program] }, null);
}

type Unplaced = Omit<ServiceSpec, 'placement'>;

function builder<Where extends Placement | null>(
  metadata: Service['metadata'],
  spec: Unplaced,
  placement: Where,
): ServiceBuilder<Where> {
  const next = (fields: Partial<Unplaced>) => builder(metadata, { ...spec, ...fields }, placement);
  const setEnv = (variable: string, value: EnvValue) => next({ env: { ...spec.env, [variable]: value } });
  return {
    arg: (...values) => next({ command: [...spec.command, ...values] }),
    env: setEnv,
    secret: (variable, secret) => setEnv(variable, { secret }),
    port: (name, port) => next({ ports: [...(spec.ports ?? []), { name, port }] }),
    check: (name, check) => next({ checks: [...(spec.checks ?? []), { name, ...check }] }),
    file: (path, file) => next({ files: [...(spec.files ?? []), { path, ...file }] }),
    dependsOn: (...services) => next({ dependsOn: [...(spec.dependsOn ?? []), ...services] }),
    label: (name, value) =>
      builder({ ...metadata, labels: { ...metadata.labels, [name]: value } }, spec, placement),
    backend: (backend) => next({ backend }),
    with: (fields) => next(fields),
    local: (options) => builder(metadata, spec, { local: true, ...options }),
    fleet: (fleet, options) => builder(metadata, spec, { fleet, ...options }),
    document() {
      const whole = { placement: this.placement, ...spec };
      return structuredClone({ apiVersion: 'provctl.dev/v1', kind: 'Service', metadata, spec: whole });
    },
    placement,
  };
}
