import type { Document } from '../source/document.ts';

export const kinds = ['Stack', 'Profile', 'Fleet', 'Service'] as const;
export type Kind = (typeof kinds)[number];

/** A document that its kind's schema accepts. */
export interface Resource<T> {
  readonly document: Document;
  readonly name: string;
  readonly value: T;
}
