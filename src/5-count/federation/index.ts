/** The door of federation: figures of other servers, by streaming replication between authorities. */

export { figuresOfServers, type Member } from './figures-of-servers.ts'
export { join as joinServer, leave as leaveServer } from './join.ts'
export { federation } from './module.ts'
export { keepBeating, publish as publishFigures, stopPublishing } from './publish.ts'
export { stretch, warningsOf } from './rules.ts'
export { federationStatus } from './status.ts'
