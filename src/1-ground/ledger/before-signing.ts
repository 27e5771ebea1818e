import { broughtTo } from '#platform/module'

declare module '#platform/module' {
  interface Module {
    /** Runs before a root is signed, so that the root covers it. */
    beforeSigning?(): Promise<void>
  }
}

/** Does all of it, one after the other. */
export async function prepareForRoot(): Promise<void> {
  for (const step of broughtTo('beforeSigning')) await step()
}
