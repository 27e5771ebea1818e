import { access } from '#access'
import { activities } from '#activities'
import { documents } from '#documents'
import { evidence } from '#evidence'
import { figures } from '#figures'
import { gatherings } from '#gatherings'
import { initiatives } from '#initiatives'
import { ledger } from '#ledger'
import { notices } from '#notices'
import { org } from '#org'
import { papers } from '#papers'
import { parameters } from '#parameters'
import type { Module } from '#platform/module'
import { pledges } from '#pledges'
import { portal } from '#portal'
import { regimes } from '#regimes'
import { reports } from '#reports'
import { sending } from '#sending'
import { targets } from '#targets'
import { plans, tasks } from '#tasks'
import { themes } from '#themes'
import { confirmations, spotChecks } from '#verification'

/** All modules, in the order of the flow. What the system is made of follows from this list. */
export const modules: readonly Module[] = [
  access,
  org,
  parameters,
  notices,
  ledger,
  figures,
  evidence,
  documents,
  themes,
  plans,
  tasks,
  targets,
  initiatives,
  pledges,
  activities,
  gatherings,
  confirmations,
  spotChecks,
  regimes,
  papers,
  reports,
  sending,
  portal,
]
