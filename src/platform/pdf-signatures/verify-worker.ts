// Checks the signatures of a PDF in a thread of its own: a file that was made to take for ever takes nobody's time but its own.
import { answerFromThread } from '../answer-from-thread.ts'
import { signaturesOf } from './verify.ts'

await answerFromThread<{ bytes: Uint8Array }>(({ bytes }) => signaturesOf(bytes))
