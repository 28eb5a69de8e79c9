// Riders' positions, as an app's backend sends them: many messages a send, the client's own partitioner.
//   node fleet.js BROKER TOPIC RIDERS ROUNDS
const { Kafka, logLevel } = require("kafkajs");

async function main(broker, topic, riders, rounds) {
  const kafka = new Kafka({ clientId: "fleet", brokers: [broker], logLevel: logLevel.ERROR });
  const producer = kafka.producer();
  await producer.connect();
  for (let round = 0; round < rounds; ++round) {
    const messages = [];
    for (let rider = 0; rider < riders; ++rider) {
      const value = {
        driverId: 453 + rider,
        longitude: 77.594123 + round * 0.0001,
        latitude: 12.971234,
        state: "south",
      };
      messages.push({ key: String(value.driverId), value: JSON.stringify(value) });
    }
    await producer.send({ topic, messages });
  }
  await producer.disconnect();
}

const [broker, topic, riders, rounds] = process.argv.slice(2);
main(broker, topic, Number(riders), Number(rounds)).catch((error) => {
  console.error(error);
  process.exit(1);
});
