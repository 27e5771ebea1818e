// Looks through papers in a thread of its own: a file that was made to take for ever takes nobody's time but its own.
import { fileTypeFromBuffer } from 'file-type'
import { answerFromThread } from '#platform/answer-from-thread'
import type { PaperAsked } from './check-document.ts'
import { faultOfOffice, faultOfPdf, faultOfZip } from './check-document.ts'

await answerFromThread<PaperAsked>(async ({ bytes, as, lockedIsKept }) => {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (as === 'pdf') return { fault: faultOfPdf(whole, { lockedIsKept }) }
  if (as === 'office') return { fault: faultOfOffice(whole) }
  const fault = faultOfZip(whole)
  return fault ? { fault } : { fault, mime: (await fileTypeFromBuffer(whole))?.mime }
})
