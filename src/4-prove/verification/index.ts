/** The door of verification: whether it is true – said by people who were there, and found on the spot. */

export { answerCode } from './confirmations/answer-code.ts'
export { waitingIn } from './confirmations/holds-store.ts'
export { issueCodes, printCodes } from './confirmations/issue-codes.ts'
export { confirmations } from './confirmations/module.ts'
export { type PublicTally, publicTallyOf } from './confirmations/store.ts'
export { lostAnswers, otherSeeds } from './kept-store.ts'
export { closeSpotCheck } from './spot-checks/close-spot-check.ts'
export { drawSampleOf } from './spot-checks/draw-sample.ts'
export { spotChecks } from './spot-checks/module.ts'
export { planSpotCheck } from './spot-checks/plan-spot-check.ts'
export { spotCheckPage } from './spot-checks/read.ts'
export { recordFinding } from './spot-checks/record-finding.ts'
