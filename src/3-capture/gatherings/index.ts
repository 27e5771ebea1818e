/** The door of gatherings: study sessions, who was called, who came, and by which way that is known. */
import './describe.ts'
import './stand-elsewhere.ts'

export { sessionsApi } from './api.ts'
export { doorPages } from './door/pages/door-pages.tsx'
export { studyIndicators } from './indicators.ts'
export { keepForgetting } from './lists/forget-names.ts'
export { loadSession, type SessionRow } from './load-sessions.ts'
export { sessionPages } from './pages/index.ts'
