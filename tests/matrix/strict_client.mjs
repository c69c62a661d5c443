// A stranger with Element's own cryptography, as strict as it gets: only devices signed by their owners count.
// usage: node strict_client.mjs FOLDER   FOLDER holds node_modules with matrix-js-sdk
// standard input: {"homeserver", "user", "password", "bot", "text"}; standard output: one JSON object, the last line.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const WAIT_MS = 30_000;
const job = JSON.parse(readFileSync(0, "utf8"));
const load = (name) => import(pathToFileURL(join(process.argv[2], "node_modules/matrix-js-sdk/lib", name)).href);
const { createClient } = await load("index.js");
const { OnlySignedDevicesIsolationMode } = await load("crypto-api/index.js");
const { logger } = await load("logger.js");
logger.setLevel?.("silent");
for (const level of ["log", "info", "warn", "debug", "error"]) console[level] = () => {};

const finish = (result) => process.stdout.write(JSON.stringify(result) + "\n", () => process.exit(0));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const login = {
    type: "m.login.password",
    identifier: { type: "m.id.user", user: job.user },
    password: job.password,
};

async function signIn() {
    const session = await createClient({ baseUrl: job.homeserver }).loginRequest(login);
    const client = createClient({
        baseUrl: job.homeserver,
        userId: session.user_id,
        deviceId: session.device_id,
        accessToken: session.access_token,
    });
    await client.initRustCrypto({ useIndexedDB: false });
    await client.getCrypto().bootstrapCrossSigning({
        authUploadDeviceSigningKeys: async (upload) => { await upload(login); },
    });
    client.getCrypto().setDeviceIsolationMode(new OnlySignedDevicesIsolationMode());
    await client.startClient({ initialSyncLimit: 5 });
    await new Promise((resolve) => client.once("sync", resolve));
    return client;
}

async function openRoom(client) {
    const room = await client.createRoom({
        invite: [job.bot],
        preset: "private_chat",
        is_direct: true,
        initial_state: [
            { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } },
        ],
    });
    const until = Date.now() + WAIT_MS;
    const joined = () => client.getRoom(room.room_id)?.getMember(job.bot)?.membership === "join";
    while (!joined()) {
        if (Date.now() > until) finish({ failed: "the bot did not join" });
        await pause(100);
    }
    return room.room_id;
}

function firstAnswer(client, roomId) {
    return new Promise((resolve) => {
        const look = async (event) => {
            if (event.getRoomId() !== roomId || event.getSender() !== job.bot) return;
            if (event.isBeingDecrypted()) await event.getDecryptionPromise();
            if (event.getType() !== "m.room.message") return;
            const shield = await client.getCrypto().getEncryptionInfoForEvent(event);
            resolve({
                failed: event.isDecryptionFailure() ? String(event.decryptionFailureReason) : "",
                body: event.getContent().body,
                thread: event.getWireContent()["m.relates_to"]?.event_id,
                shieldColour: shield?.shieldColour,
                shieldReason: shield?.shieldReason,
            });
        };
        client.on("event", look);
        client.on("Event.decrypted", look);
    });
}

const client = await signIn();
const roomId = await openRoom(client);
const answer = firstAnswer(client, roomId);
const question = await client.sendTextMessage(roomId, job.text);
const result = await Promise.race([answer, pause(WAIT_MS).then(() => ({ failed: "no answer that it may show" }))]);
const devices = (await client.getCrypto().getUserDeviceInfo([job.bot], true)).get(job.bot);
const signedByOwner = {};
for (const [id] of devices ?? []) {
    signedByOwner[id] = (await client.getCrypto().getDeviceVerificationStatus(job.bot, id))?.signedByOwner;
}
client.stopClient();
finish({ ...result, question: question.event_id, signedByOwner });
