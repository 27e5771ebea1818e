/** Words that are kept so that only this installation reads them. */
import { decrypted, encryptedAlike } from './secret.ts'

const mark = 'sealed:'
// A nonce and a tag are 38 signs; `access.is_sealed` is the twin of this in the database.
const shape = /^sealed:[A-Za-z0-9_-]{38,}$/

/** Whether a text is kept sealed. Words that somebody typed are not, even where they begin alike. */
export const isSealed = (text: string): boolean => shape.test(text)

/**
 * Seals a text; the same text in the same context is the same again, so that versions can be compared. What is sealed stays
 * as it is; what was only typed to look so is sealed.
 */
export const sealed = (context: string, text: string): string =>
  isSealed(text) && unsealed(text) !== undefined ? text : mark + encryptedAlike(context, text)

/** @returns undefined where the secret of the installation is another */
export function unsealed(text: string): string | undefined {
  if (!isSealed(text)) return text
  try {
    return decrypted(text.slice(mark.length))
  } catch {
    return undefined
  }
}
