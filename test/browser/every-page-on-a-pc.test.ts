import { everyPageOn } from './every-page.ts'

everyPageOn('desktop')
