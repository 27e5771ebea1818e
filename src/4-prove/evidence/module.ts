import { defineModule } from '#platform/module'
import { consentPages } from './consent/pages/consent-pages.tsx'
import { consentRecordPages } from './consent/pages/record-page.tsx'
import { coverPages } from './cover/pages/cover-page.tsx'
import { hashSmallCopies } from './keep/hash-small-copies.ts'
import { collecting } from './leaving/collect-files.ts'
import { photoPages, publicPhotos } from './pages/file-pages.ts'
import { permissions } from './permissions.ts'
import { photoQuestionsApi } from './reuse/api.ts'
import { keepComparing } from './reuse/keep-comparing.ts'
import { photoQuestionPages } from './reuse/pages/question-pages.tsx'
import { countOpenQuestions } from './reuse/question-store.ts'
import { uploadsApi } from './uploads/api.ts'
import { keepUploadsTidy } from './uploads/tidy.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const evidence = defineModule({
  name: 'evidence',
  schemas: ['evidence'],
  permissions,
  places: [
    { key: 'photo_questions', group: 'prove', at: '/cau-hoi-anh', action: 'photo_question.read', rank: 140 },
    { key: 'consents', group: 'prove', at: '/dong-y', action: 'consent.read', rank: 220 },
  ],
  waiting: [{ at: 'photo_questions', action: 'photo_question.answer', count: countOpenQuestions }],
  publicPages: [publicPhotos],
  pages: [coverPages, photoPages, consentRecordPages, consentPages, photoQuestionPages],
  api: [photoQuestionsApi, uploadsApi],
  loops: [
    { fault: 'photos could not be compared', start: (onFault) => keepComparing(onFault) },
    { fault: 'unfinished uploads could not be tidied', start: keepUploadsTidy },
  ],
  // The database itself closes files (`evidence.close_what_is_withdrawn`), whoever withdraws and whatever they may see.
  unpublish: { attachment: async () => {} },
  beforeSigning: hashSmallCopies,
  jobs: [collecting],
})
