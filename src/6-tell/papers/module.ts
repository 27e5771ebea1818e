import { defineModule } from '#platform/module'

/** What is frozen, approved, signed, issued and checked. Its kinds are brought by other modules (`paperKinds`). */
export const papers = defineModule({ name: 'papers', schemas: ['reports'] })
