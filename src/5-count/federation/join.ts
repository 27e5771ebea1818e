import { asSystem, lookAsSystem, note } from '#access'
import { Problem } from '#platform/problem'
import { askServer, follow, goOnFollowing, isFollowed, type Offered, stopFollowing } from './outbox-store.ts'
import { addressOf, levelOfVersion, slotOf, subscriptionOf } from './rules.ts'
import { forgetServer, members, nameThisServer, noteJoined, versionHere } from './store.ts'

/** A server that has joined: its id, its name, and whether its first copy has come. */
export type Joined = { server: string; name: string; isCopied: boolean }

/** The join string without what somebody copied around it. @throws Problem `federation_string_is_malformed` */
function read(text: string): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || !url.hostname || !url.username || !url.password)
    throw new Problem('federation_string_is_malformed')
  return url.toString()
}

async function ask(joinString: string, slot: string): Promise<Offered> {
  let offered: Offered | undefined
  try {
    offered = await askServer(joinString, slot)
  } catch (cause) {
    const { code = '', message = '' } = cause as { code?: string; message?: string }
    const address = addressOf(joinString)
    if (code === '28P01') throw new Problem('federation_password_is_refused', { address })
    // Reached, and turned away by its rules of access.
    if (code === '28000') throw new Problem('federation_needs_tls', { address })
    throw new Problem('federation_server_is_unreachable', { address, reason: code || message })
  }
  if (!offered) throw new Problem('federation_nothing_is_given_there', { address: addressOf(joinString) })
  return offered
}

/**
 * Follows a server that gives its figures, by the join string that its `publish` has printed. Joining again changes
 * nothing but the address and the password; where the server has lost this one's place, all is copied anew.
 * @param url address of this database with the rights of its owner
 * @throws Problem `federation_string_is_malformed`, `federation_server_is_unreachable`,
 *   `federation_password_is_refused`, `federation_needs_tls`,
 *   `federation_cannot_be_followed`, `federation_nothing_is_given_there`, `federation_server_is_newer`, `federation_joins_itself`
 */
export async function join(url: string, text: string): Promise<Joined> {
  const joinString = read(text)
  const own = await asSystem('federation.name', nameThisServer)
  const slot = slotOf(own)
  const offered = await ask(joinString, slot)
  const ours = await lookAsSystem(versionHere)
  // What a newer server gives may have columns that are not known here; an older one gives less, which does no harm.
  if (levelOfVersion(offered.version) > levelOfVersion(ours))
    throw new Problem('federation_server_is_newer', {
      name: offered.name,
      theirs: levelOfVersion(offered.version),
      ours: levelOfVersion(ours),
    })
  if (offered.server === own) throw new Problem('federation_joins_itself')

  const following = { joinString, slot, subscription: subscriptionOf(offered.server) }
  const joined = { server: offered.server, name: offered.name, isCopied: true }
  const isKnown = await isFollowed(url, following.subscription)
  if (isKnown && offered.hasSlot) await goOnFollowing(url, following)
  else {
    if (isKnown) await stopFollowing(url, following.subscription)
    await asSystem('federation.clear', (tx) => forgetServer(tx, offered.server))
    joined.isCopied = await follow(url, following).catch((cause: Error) => {
      throw new Problem('federation_cannot_be_followed', { name: offered.name, reason: cause.message })
    })
  }
  await asSystem('federation.join', async (tx) => {
    await noteJoined(tx, offered.server, addressOf(joinString))
    note(tx, { server: offered.server, address: addressOf(joinString) })
  })
  return joined
}

/**
 * Follows a server no more and deletes what it has given, found by its id or its name.
 * @returns whether the server there was told; otherwise its administrator has to run `leave` there.
 * @throws Problem `federation_server_is_unknown`
 */
export async function leave(url: string, wanted: string): Promise<{ name: string; wasTold: boolean }> {
  const known = await lookAsSystem((db) => members(db))
  const member = known.find(({ server, name }) => server === wanted || name === wanted)
  if (!member)
    throw new Problem('federation_server_is_unknown', {
      name: wanted.slice(0, 100),
      known: known.map(({ name, server }) => name ?? server).join(', ') || '–',
    })
  const subscription = subscriptionOf(member.server)
  const wasTold = (await isFollowed(url, subscription)) ? await stopFollowing(url, subscription) : true
  await asSystem('federation.leave', async (tx) => {
    await forgetServer(tx, member.server)
    note(tx, { server: member.server })
  })
  return { name: member.name ?? member.server, wasTold }
}
