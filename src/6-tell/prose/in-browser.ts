/** What the browser may take of prose: the notation of a text, and nothing of the server. */

export { inlineOf, type Live, lineOf, linesOf, writeLive } from './text/parse-text.ts'
