import { type DatasetName, datasetNames, inBoth, titleOf } from './datasets.ts'

/** Everything may be used again as long as its source is named. */
export const licence = 'https://creativecommons.org/licenses/by/4.0/'

const euro = 'http://publications.europa.eu/resource/authority'
const media = { csv: 'text/csv', json: 'application/json' } as const

/** A text in both languages, as JSON-LD has it. */
const worded = (key: string) => {
  const { vi, en } = inBoth(key)
  return [
    { '@language': 'vi', '@value': vi },
    { '@language': 'en', '@value': en },
  ]
}

/**
 * The open data as catalogues of other portals read it: DCAT-AP 3 in JSON-LD. Without a settled address of ours the addresses
 * are relative to that of the file, which JSON-LD allows.
 */
export function catalogue(site: { name: string; origin?: string }) {
  const at = (path: string): string => `${site.origin ?? ''}${path}`
  const home = at('/du-lieu-mo')
  const publisher = {
    '@id': `${home}#publisher`,
    '@type': 'foaf:Agent',
    'foaf:name': [{ '@language': 'vi', '@value': site.name }],
  }
  const languages = ['VIE', 'ENG'].map((code) => ({ '@id': `${euro}/language/${code}` }))
  const distributionOf = (name: DatasetName, kind: keyof typeof media) => ({
    '@id': `${home}#${name}-${kind}`,
    '@type': 'dcat:Distribution',
    'dct:title': worded(titleOf(name)),
    'dcat:accessURL': { '@id': home },
    'dcat:downloadURL': { '@id': at(`/du-lieu-mo/${name}.${kind}`) },
    'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${media[kind]}` },
    'dct:format': { '@id': `${euro}/file-type/${kind.toUpperCase()}` },
    'dct:license': { '@id': licence },
  })
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
    },
    '@id': `${home}#catalog`,
    '@type': 'dcat:Catalog',
    'dct:title': worded('portal.open_data.title'),
    'dct:description': worded('portal.open_data.lead'),
    'dct:publisher': publisher,
    'dct:license': { '@id': licence },
    'dct:language': languages,
    'foaf:homepage': { '@id': home },
    'dcat:dataset': datasetNames.map((name) => ({
      '@id': `${home}#${name}`,
      '@type': 'dcat:Dataset',
      'dct:identifier': name,
      'dct:title': worded(titleOf(name)),
      'dct:description': worded(`portal.open_data.about.${name.replaceAll('-', '_')}`),
      'dct:publisher': { '@id': publisher['@id'] },
      'dct:language': languages,
      'dct:accrualPeriodicity': { '@id': `${euro}/frequency/UPDATE_CONT` },
      'dcat:theme': { '@id': `${euro}/data-theme/GOVE` },
      'dcat:landingPage': { '@id': home },
      'dcat:distribution': [distributionOf(name, 'csv'), distributionOf(name, 'json')],
    })),
  }
}
