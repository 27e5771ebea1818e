// Reads a spreadsheet in a thread of its own: a file that was made to take for ever takes nobody's time but its own.
import { answerFromThread } from '../answer-from-thread.ts'
import { readSpreadsheet } from '../spreadsheet.ts'

await answerFromThread<{ bytes: Uint8Array; name: string }>(({ bytes, name }) => readSpreadsheet(bytes, name))
