import { inThread } from './in-thread.ts'
import type { Spreadsheet } from './spreadsheet.ts'

const ask = inThread<{ bytes: Uint8Array; name: string }, Spreadsheet>(
  'src/platform/spreadsheet/read-worker.ts',
  { seconds: 20 },
)

/**
 * Reads a spreadsheet that somebody sent, in a thread of its own. Never within a transaction: it may wait for its turn.
 * @throws Problem those of `readSpreadsheet`, `file_is_too_heavy`, `files_are_waiting`
 */
export const spreadsheetSent = (bytes: Uint8Array, name: string): Promise<Spreadsheet> => ask({ bytes, name })
