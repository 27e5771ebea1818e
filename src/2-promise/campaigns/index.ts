/** The door of campaigns: what initiatives and occasions belong to, above single ones. */

export { campaigns } from './module.ts'
export { CampaignCards, daysOfCampaign } from './pages/campaign-cards.tsx'
export { CampaignResults } from './pages/results.tsx'
export { campaignPage, campaignToRead, publicCampaign, publicCampaigns } from './read.ts'
export { campaignsToChoose, insertCampaign as loadCampaign } from './store.ts'
