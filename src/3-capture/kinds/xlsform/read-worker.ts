// Reads an XLSForm in a thread of its own: a file that was made to take for ever takes nobody's time but its own.
import { answerFromThread } from '#platform/answer-from-thread'
import { readXlsForm } from './read-xlsform.ts'

await answerFromThread<{ bytes: Uint8Array }>(({ bytes }) => readXlsForm(bytes))
