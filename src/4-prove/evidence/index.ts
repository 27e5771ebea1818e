/** The door of evidence: photos are kept by their hash, attached to what they prove, and shown to those who may see. */
export { attach } from './attach.ts'
export { type KeptPhoto, keepPainted, keepPhoto } from './keep-photo.ts'
export { photoPages, publicPhotos } from './pages.ts'
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
export { uploadsApi } from './uploads/api.ts'
export { photosReceived } from './uploads/receive-photo.ts'
export { keepUploadsTidy } from './uploads/resumable.ts'
export { photoReceipts } from './uploads/store.ts'
