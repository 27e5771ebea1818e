/** The door of the portal: what the public sees. It writes nothing and carries no script. */
export { isPortalPath, publicParameters } from './addresses.ts'
export { portal } from './module.ts'
export { setPortalRoot } from './store.ts'
