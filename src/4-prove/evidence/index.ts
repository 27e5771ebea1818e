/** The door of evidence: photos are kept by their hash, attached to what they prove, and shown to those who may see. */
export { attach } from './attach.ts'
export { type KeptPhoto, keepPainted, keepPhoto } from './keep-photo.ts'
export { photoPages, publicPhotos } from './pages.ts'
export { photoQuestionsApi } from './reuse/api.ts'
export { describeProven } from './reuse/describe-proven.ts'
export { keepComparing } from './reuse/keep-comparing.ts'
export { noteOccasion, noteOccasions } from './reuse/note-occasion.ts'
export { photoQuestionPages } from './reuse/pages/question-pages.tsx'
export { PhotoQuestions } from './reuse/pages/record-questions.tsx'
export { countOpenQuestions, questionsAbout } from './reuse/read.ts'
export { photoLimits } from './rules.ts'
export {
  type Attachment,
  attachmentsOf,
  countAttachments,
  filesAfter,
  insertAttachments,
  insertFiles,
  type Proven,
  removeAttachments,
  setPublic,
} from './store.ts'
