import type { Client } from './client'

/** A client that stands in for another: who holds the slot sees the one that is in it now. */
export interface ClientSlot {
  client: Client
  /** Puts another one in; the old one is not closed. Subscribers get the new one's status at once. */
  swap(next: Client): void
}

export function clientSlot(first: Client): ClientSlot {
  let current = first
  let started = false
  const subscriptions = new Set<{ listener: Parameters<Client['onStatus']>[0]; end: () => void }>()
  const watches = new Set<{ listener: Parameters<Client['agendas']['onView']>[0]; end: () => void }>()
  return {
    client: {
      get dataDir() {
        return current.dataDir
      },
      settings: () => current.settings(),
      status: () => current.status(),
      onStatus(listener) {
        const subscription = { listener, end: current.onStatus(listener) }
        subscriptions.add(subscription)
        return () => {
          subscription.end()
          subscriptions.delete(subscription)
        }
      },
      syncNow: (signal) => current.syncNow(signal),
      start() {
        started = true
        current.start()
      },
      setPaused: (paused) => current.setPaused(paused),
      keepSettings: (settings) => current.keepSettings(settings),
      language: () => current.language(),
      setLanguage: (language) => current.setLanguage(language),
      listDocuments: (query) => current.listDocuments(query),
      showDocument: (itemId) => current.showDocument(itemId),
      retryDocument: (itemId) => current.retryDocument(itemId),
      skipDocument: (itemId, reason) => current.skipDocument(itemId, reason),
      verify: (all, signal) => current.verify(all, signal),
      acceptDifferences: (reason) => current.acceptDifferences(reason),
      removeTestRecords: (itemIds, signal) => current.removeTestRecords(itemIds, signal),
      upload: (agendas, wish, signal) => current.upload(agendas, wish, signal),
      confirmFall: (agenda) => current.confirmFall(agenda),
      outward: () => current.outward(),
      scheduledRun: () => current.scheduledRun(),
      noteScheduled: (run) => current.noteScheduled(run),
      agendas: {
        view: () => current.agendas.view(),
        onView(listener) {
          const watching = { listener, end: current.agendas.onView(listener) }
          watches.add(watching)
          return () => {
            watching.end()
            watches.delete(watching)
          }
        },
        change: (change) => current.agendas.change(change),
        changeTimer: (change) => current.agendas.changeTimer(change),
        changeOutward: (change) => current.agendas.changeOutward(change),
        preview: (request, signal) => current.agendas.preview(request, signal),
      },
      check: (signal) => current.check(signal),
      checkNetwork: (signal) => current.checkNetwork(signal),
      close: () => current.close(),
    },
    swap(next) {
      current = next
      for (const subscription of subscriptions) {
        subscription.end()
        subscription.end = next.onStatus(subscription.listener)
      }
      for (const watching of watches) {
        watching.end()
        watching.end = next.agendas.onView(watching.listener)
      }
      if (started) next.start()
    },
  }
}
