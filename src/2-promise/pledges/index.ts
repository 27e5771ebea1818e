/** The door of pledges: what people and collectives register to do, and what came of it. */
import './describe.ts'

export { pledgesApi } from './api.ts'
export { themesOf as themesOfYears } from './collective/store.ts'
export { pledgeIndicators } from './indicators.ts'
export { type LoadedPledges, loadPledges } from './load-pledges.ts'
export { pledgePages } from './pages/index.tsx'
