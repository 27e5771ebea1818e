/** The door of gatherings: study sessions, who was invited, who came, by which door. */
export { doorPages, sessionPages } from './pages/index.tsx'
