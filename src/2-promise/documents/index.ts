/** The door of documents. */

export { documentsToChoose } from './choices-store.ts'
export { documentsNamed } from './find-by-symbol.ts'
export type { LoadedDocument } from './load-documents.ts'
export { loadDocuments, loadNumbering } from './load-documents.ts'
export { documents } from './module.ts'
export { issuingOf } from './numbering/store.ts'
export { numberToIssue, registerIssued } from './register-issued.ts'
export { daysOfSymbols, findDocument } from './store.ts'
