/** The door of evidence: files are kept by their hash, attached to what they prove, and shown to those who may see. */

export { attach, sendFile, sendPhoto } from './attach.ts'
export {
  type ConsentEntry,
  hasConsent,
  recordConsent,
  restOn,
  withdrawConsent,
} from './consent/record-consent.ts'
export { thingShownBy } from './consent/rules.ts'
export { publish } from './cover/look-at.ts'
export { LookedAtBadge } from './cover/pages/cover-page.tsx'
export { setPublic } from './cover/store.ts'
export type { KeptFile, KeptPhoto } from './keep/kept.ts'
export { type Arriving, keepEvidence, keepPaper, keepPhoto } from './keep-evidence.ts'
export { keepPainted } from './keep-photo.ts'
export { keptName, kindOf, mayBePublic, smallName } from './kinds.ts'
export { evidence } from './module.ts'
export { insertFiles } from './note-files.ts'
export { EvidenceShown, PublicEvidence } from './pages/evidence-shown.tsx'
export { noteOccasion, noteOccasions } from './reuse/note-occasion.ts'
export { PhotoQuestions } from './reuse/pages/record-questions.tsx'
export { countOpenQuestions, questionsAbout } from './reuse/read.ts'
export { photoLimits } from './rules.ts'
export { fileNamed, serveFile } from './serve-file.ts'
export {
  type Attachment,
  attachmentsOf,
  closeToPublic,
  countAlsoUnseen,
  countAttachments,
  everAttached,
  filesAfter,
  insertAttachments,
  type Proven,
  type PublicFile,
  publicFilesOf,
  removeAttachments,
  shownStill,
  shownToAll,
} from './store.ts'
export { photosReceived } from './uploads/receive-photo.ts'
export { photoReceipts } from './uploads/store.ts'
