// Generated from reconciler/compile/schema/*.json by scripts/generate.ts; change that file instead.

export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The key that propertyNames refuses. */
  readonly propertyName?: string;
}

export interface Validator {
  (data: unknown): boolean;
  /** Of the last call. */
  errors: readonly SchemaError[] | null;
}

export const validateStack: Validator;
export const validateProfile: Validator;
export const validateFleet: Validator;
export const validateService: Validator;
