import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Reader } from '#platform/database'
import type { Env } from '#platform/web'
import type { FormState } from '#ui'
import type { PaperContent } from '../content.ts'
import type { PaperKind } from '../kinds.ts'
import type { Life } from '../life.ts'

/** What stands around a page of a paper. */
export type Frame = {
  /** The page of the paper itself: `/bao-cao/xa-mot/2026-03`. */
  href: string
  lead: string
  crumbs: { href: string; label: string }[]
}

/** Where a name is put, and the position under which this person signed last; blank where they never have. */
export type OwnName = { href: string; position: string }

/** Where a module shows its papers, and what it shows around them: the pages of life and versions are made of it. */
export type PaperSite = {
  kind: PaperKind
  /** The address of a paper as a router reads it: `/bao-cao/:unit/:period`. */
  at: string
  /** How its files are called in addresses: `bao-cao`. */
  file: string
  /** What the versions of the paper of an address belong to. @throws Problem `not_found_or_not_allowed` */
  dossierAt(c: Context<Env>): Promise<string>
  /** Where a version or two stand. */
  frameOf(c: Context<Env>, unit: PaperContent['unit'], period: string): Frame
  /** Its life, begun or not. `beforeFrozen` is what somebody who writes it does to freeze it. */
  lifeAt(c: Context<Env>): Promise<{
    life: Life
    frame: Frame
    /** Where it is said how the unit approves, for those who may say it. */
    arrangeHref?: string
    beforeFrozen?: (forms: Partial<Record<'freeze' | 'name', FormState>>) => Child
    /** Where somebody who signs puts their own name on a paper that bears another, which returns it. */
    ownName?: OwnName
  }>
  /** What it would say today, where it is composed anew. */
  today?(c: Context<Env>): Promise<(db: Reader) => Promise<PaperContent>>
}
