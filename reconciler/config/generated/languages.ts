// Generated from configs/messages.*.toml by scripts/generate.ts; change that file instead.
import type { Catalogue } from './messages.ts';

export const languages: Readonly<Record<string, () => Promise<Partial<Catalogue>>>> = {
  es: async () => (await import('./messages.es.ts')).messages,
};
