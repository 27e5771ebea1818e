import { access } from '#access'
import { activities } from '#activities'
import { beginning } from '#beginning'
import { campaigns } from '#campaigns'
import { declared } from '#declared'
import { documents } from '#documents'
import { evidence } from '#evidence'
import { exploring } from '#exploring'
import { federation } from '#federation'
import { figures } from '#figures'
import { gatherings } from '#gatherings'
import { imports } from '#imports'
import { initiatives } from '#initiatives'
import { kinds } from '#kinds'
import { ledger } from '#ledger'
import { notices } from '#notices'
import { occasionsModule } from '#occasions'
import { org } from '#org'
import { papers } from '#papers'
import { parameters } from '#parameters'
import { phone } from '#phone'
import type { Module } from '#platform/module'
import { pledges } from '#pledges'
import { portal } from '#portal'
import { prose } from '#prose'
import { regimes } from '#regimes'
import { registers } from '#registers'
import { reports } from '#reports'
import { sending } from '#sending'
import { spreading } from '#spreading'
import { targets } from '#targets'
import { plans, tasks } from '#tasks'
import { themes } from '#themes'
import { confirmations, spotChecks } from '#verification'

/** All modules, in the order of the flow. What the system is made of follows from this list. */
export const modules: readonly Module[] = [
  access,
  imports,
  org,
  beginning,
  parameters,
  notices,
  ledger,
  figures,
  evidence,
  documents,
  themes,
  campaigns,
  plans,
  tasks,
  targets,
  kinds,
  initiatives,
  spreading,
  pledges,
  activities,
  registers,
  phone,
  occasionsModule,
  gatherings,
  declared,
  confirmations,
  spotChecks,
  exploring,
  federation,
  regimes,
  papers,
  prose,
  reports,
  sending,
  portal,
]
