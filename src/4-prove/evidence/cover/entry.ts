import { z } from 'zod'

/** What is done with a file before the public sees it: covered where the form says, or left as it is. */
export const coverEntry = z.object({ act: z.enum(['cover', 'nothing'], 'field_is_no_choice') })
