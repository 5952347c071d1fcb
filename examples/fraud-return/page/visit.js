// Every visit of the shop is identified. `/settings.json` names the identification server, the public
// key and where this example takes marks.
const { endpoint, publicKey, marks } = await (await fetch('/settings.json')).json()
const { start } = await import(`${endpoint}/v4/${publicKey}`)
const { event_id: eventId, visitor_id: visitorId } = await start({}).get()
document.querySelector('#visit').textContent = `Visitor ${visitorId}, event ${eventId}`
document.querySelector('#mark').textContent = `curl -X POST '${marks}?event=${eventId}'`
