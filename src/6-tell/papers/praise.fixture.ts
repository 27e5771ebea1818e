import { type Actor, look, type Permissions, perform } from '#access'
import { unitOf } from '#org'
import {
  type Arrangement,
  beginPaper,
  bindFigures,
  bodyOf,
  type Frozen,
  freezePaper,
  type KindOfPaper,
  lifeIn,
  type NamedPaper,
  type PaperContent,
  type PaperSite,
  pagesOfPapers,
  readableDossier,
  usualArrangement,
} from '#papers'
import { defineModule } from '#platform/module'

// Letters of praise: a kind of paper as another module would bring it. It freezes its papers; all else is there.

const permissions = {
  'praise.read': ['checker', 'leader'],
  'praise.compose': ['checker'],
  'praise.approve': ['checker', 'leader'],
  'praise.sign': ['leader'],
  'praise.publish': ['leader'],
} as const satisfies Permissions

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

const hrefOf = ({ dossierId }: Pick<NamedPaper, 'dossierId'>) => `/thu-khen/${dossierId}`

const praise: KindOfPaper = {
  lifeHref: (paper) => `${hrefOf(paper)}/trinh-ky`,
  fileName: ({ unit }) => `thu-khen-${unit.slug}`,
  sealReason: 'Ký ban hành thư khen',
  notices: { messages: 'report_frozen.notice', words: () => ({ period: '' }) },
}

const site: PaperSite = {
  kind: 'praise',
  at: '/thu-khen/:id',
  file: 'thu-khen',
  dossierAt: async (c) => (await readableDossier(c.var.actor, c.req.param('id') ?? '')).id,
  frameOf: (c, unit) => ({
    href: hrefOf({ dossierId: c.req.param('id') ?? '' }),
    lead: unit.name,
    crumbs: [{ href: '/thu-khen', label: 'Thư khen' }],
  }),
  lifeAt: async (c) => {
    const dossier = await readableDossier(c.var.actor, c.req.param('id') ?? '')
    const life = await look(c.var.actor, 'praise.read', dossier.unitId, async (db) =>
      lifeIn(db, c.var.actor, {
        kind: 'praise',
        unit: await unitOf(db, dossier.unitId),
        dossier,
        arrangement: usualArrangement,
      }),
    )
    return { life, frame: site.frameOf(c, life.unit, '') }
  },
}

/** The letters that were issued, as the module hears of them. */
export const heard: string[] = []

export const praises = defineModule({
  name: 'praises',
  schemas: [],
  permissions,
  paperKinds: { praise },
  onIssued: {
    praise: {
      run: async (_tx, { dossierId }) => {
        heard.push(dossierId)
        return { heard: heard.length }
      },
    },
  },
  pages: [pagesOfPapers(site)],
})

/** Writes and freezes a letter of praise, with a figure that opens. */
export async function praiseSomebody(
  actor: Actor,
  { unitId, key, day, arrangement }: { unitId: string; key: string; day: string; arrangement: Arrangement },
): Promise<Frozen & { dossierId: string; content: PaperContent }> {
  const bound = await look(actor, 'praise.compose', unitId, async (db) => {
    const unit = await unitOf(db, unitId)
    const scope = { unitId, unitSlug: unit.slug, indicator: 'test_waste_kg', period: '2026-03' }
    const figure = { shown: '1.012,5', amount: 1012.5, href: '/so-lieu-chi-tiet', scope }
    return bindFigures(db, {
      unit: { id: unit.id, name: unit.name, slug: unit.slug },
      outline: { code: 'praise', version: 1, title: 'THƯ KHEN' },
      period: '',
      number: null,
      issuedOn: day,
      signer: { name: 'Bí thư xã', position: 'BÍ THƯ' },
      body: { ...(await bodyOf(db, unit, day)), symbol: 'TK/ĐU' },
      subject: 'Chi hội phụ nữ ấp Một',
      opening: 'Ban Thường vụ Đảng ủy xã khen:',
      sections: [
        {
          key: 'praise',
          isRestricted: false,
          heading: 'Thành tích',
          blocks: [{ kind: 'paragraph', pieces: ['Đã thu ', figure, ' kg rác hữu cơ.'] }],
        },
        {
          key: 'inside',
          isRestricted: true,
          heading: 'Nội bộ',
          blocks: [{ kind: 'paragraph', pieces: ['Chưa công bố mức thưởng.'] }],
        },
      ],
    })
  })
  return perform(actor, 'praise.compose', unitId, async (tx) => {
    const dossierId = await beginPaper(tx, actor, { kind: 'praise', unitId, key, content: bound.content })
    const frozen = await freezePaper(tx, actor, { kind: 'praise', dossierId, arrangement, ...bound })
    return { ...frozen, dossierId, content: bound.content }
  })
}
