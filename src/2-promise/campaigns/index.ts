/** The door of campaigns: what initiatives and occasions belong to, above single ones. */

export { campaigns } from './module.ts'
export { campaignPage, campaignToRead } from './read.ts'
export { campaignsToChoose } from './store.ts'
