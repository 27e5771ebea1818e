/** What is done before a root is signed, so that the root covers it. */
type Step = () => Promise<void>

const steps: Step[] = []

/** Has something done before each root; called while modules load. */
export const beforeSigning = (step: Step): void => {
  steps.push(step)
}

/** Does all of it, one after the other. */
export async function prepareForRoot(): Promise<void> {
  for (const step of steps) await step()
}
