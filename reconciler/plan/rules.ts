import type { AdoptionTexts, BackendContext, Refusal } from '../backends/backend.ts';
import type { BackendName, Definition } from '../model/definition.ts';
import type { MachineFacts, Mark, ObservedInstance } from '../model/observed.ts';

/** What the planner must know of backends, and no more. */
export interface PlanRules {
  /** For `backend: auto`, by what the machine has. */
  pickBackend(facts: MachineFacts): BackendName;
  /** Why this definition cannot be honoured by its backend there. */
  refusals(context: BackendContext, definition: Definition): readonly Refusal[];
  /**
   * What is in force before and after an adoption, values masked; null: what stands there cannot be shown as a whole.
   * Undefined: the backend has no such texts.
   */
  adoption?(
    context: BackendContext,
    observed: ObservedInstance,
    mark: Mark,
  ): AdoptionTexts | null | undefined;
  /** The file that carries the mark. */
  path(context: BackendContext, backend: BackendName, instance: string): string;
}
