/** The demonstration district: loaded once into an empty system, so that everything can be tried. */
export { type Counts, isEmpty, loadDemonstration, type SignIn } from './load-demonstration.ts'
