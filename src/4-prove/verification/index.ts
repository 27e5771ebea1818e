/** The door of verification: whether it is true – said by people who were there, and found on the spot. */
import './confirmations/pages/of-activity.tsx'
import './prove.ts'
import './spot-checks/pages/beside-figures.ts'

export { confirmationsApi } from './confirmations/api.ts'
export { answerPages } from './confirmations/pages/answer-pages.tsx'
export { confirmationPages } from './confirmations/pages/issue-pages.tsx'
export { type PublicTally, publicTallyOf } from './confirmations/store.ts'
export { spotChecksApi } from './spot-checks/api.ts'
export { spotCheckPages } from './spot-checks/pages/check-pages.tsx'
export { planPages } from './spot-checks/pages/plan-pages.tsx'
export { publishedCheckPages } from './spot-checks/pages/public-page.tsx'
export { visitPages } from './spot-checks/pages/visit-pages.tsx'
