// A rider's producer as people write it on their first day with Kafka: a line "name location" is an update, the key is
// always the same, and the partition is chosen by hand.
//   node producer.js BROKER < lines
const readline = require("node:readline");
const { Kafka, logLevel } = require("kafkajs");

async function main(broker) {
  const kafka = new Kafka({ clientId: "my-app", brokers: [broker], logLevel: logLevel.ERROR });
  const producer = kafka.producer();
  await producer.connect();
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [name, location] = line.split(" ");
    await producer.send({
      topic: "rider-updates",
      messages: [
        {
          partition: location.toLowerCase() === "north" ? 0 : 1,
          key: "location-update",
          value: JSON.stringify({ name, location }),
        },
      ],
    });
  }
  await producer.disconnect();
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exit(1);
});
