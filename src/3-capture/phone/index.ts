/** The door of the phone: the app that records without a network, and what Collect sends. */

export { phone } from './module.ts'
