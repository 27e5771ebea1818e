/** The demonstration district: loaded once into an empty system, so that everything can be tried. */
import { signInsOf } from './load-demonstration.ts'
import { inventPeople } from './people.ts'

export { brokenLoad, isEmpty, loadDemonstration, type SignIn } from './load-demonstration.ts'

/** The sign-ins of the demonstration district; the same in every one, since it is made from one seed. */
export const demonstrationSignIns = () => signInsOf(inventPeople())
