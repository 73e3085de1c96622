// Generated from configs/messages.es.toml by scripts/generate.ts; change that file instead.
import type { Catalogue } from './messages.ts';

export const messages: Partial<Catalogue> = {
  "error.unexpected.help": "Es un error del programa. Comuníquelo con la salida de la misma orden con -v.",
  "error.unexpected.message": "Algo falló dentro de provctl: {detail}",
};
