// Generated from configs/messages.toml by scripts/generate.ts; change that file instead.

export type Catalogue = Readonly<Record<MessageKey, string | Readonly<Record<string, string>>>>;

export type MessageKey = keyof MessagePlaceholders;

export interface MessagePlaceholders {
  "error.unexpected.help": never;
  "error.unexpected.message": 'detail';
}

export const messages: Catalogue = {
  "error.unexpected.help": "This is a bug. Please report it with the output of the same command with -v.",
  "error.unexpected.message": "Something went wrong inside provctl: {detail}",
};
