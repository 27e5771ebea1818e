// Checks the signatures of a PDF in a thread of its own: a file that was made to take for ever takes nobody's time but its own.
import { parentPort, workerData } from 'node:worker_threads'
import { signaturesOf } from './verify.ts'

parentPort?.postMessage(await signaturesOf((workerData as { bytes: Uint8Array }).bytes))
