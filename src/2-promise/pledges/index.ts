/** The door of pledges: what people and collectives register to do, and what came of it. */
export { pledgePages } from './pages/index.tsx'
