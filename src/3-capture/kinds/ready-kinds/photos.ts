import type { ReadyKind } from '../entry.ts'

type ReadyField = ReadyKind['fields'][number]

/** The question for pictures with which every form ends. */
export const photos: ReadyField = {
  key: 'photos',
  type: 'photo',
  label_vi: 'Ảnh',
  label_en: 'Photos',
  help_vi: 'Ít nhất một ảnh thấy rõ việc đã làm.',
  help_en: 'At least one picture that shows what was done.',
}

/** The same question where those who are helped are protected: the picture shows the thing, never the person. */
export const photosWithoutFaces: ReadyField = {
  ...photos,
  help_vi: 'Chụp hiện vật, sổ, phiếu ký nhận; không chụp rõ mặt người được giúp.',
  help_en: 'Show things, books, receipts; never the face of those who are helped.',
}
