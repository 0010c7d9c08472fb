"""The brief's own requests and answers, as OpenAPI shows them and as tests send and compare them."""

CREATE_TICKET = {
    "TicketTitle": "Unable to access email - multiple users affected",
    "Description": "Sales team (5 users) reporting Outlook disconnected since 9am",
    "EndUserID": 67890,
    "TicketPriority": "High",
    "TicketType": "Problem",
    "TechnicianContactID": 12345,
}
TICKET_CREATED = {
    "ActionID": 54321,
    "TicketID": 54321,
    "TicketTitle": "Unable to access email - multiple users affected",
}
TICKET = {
    "TicketID": 54321,
    "TicketTitle": "Unable to access email - multiple users affected",
    "TicketStatus": "Open",
    "TicketPriority": "High",
    "TicketType": "Problem",
    "CustomerID": 12345,
    "CustomerName": "Acme Corporation",
    "EndUserID": 67890,
    "EndUserFirstName": "John",
    "EndUserLastName": "Smith",
    "EndUserEmail": "john.smith@acme.com",
    "TechnicianContactID": 11111,
    "TechnicianFullName": "Jane Tech",
    "TicketCreatedDate": "2024-02-15T09:00:00Z",
    "TicketSource": "Email",
}
UPDATE_TICKET = {"TicketStatus": "Resolved", "TicketPriority": "Medium"}
COMMENTS = {
    "items": [
        {
            "CommentID": 11111,
            "TicketID": 54321,
            "CommentText": "Initial triage: Checking Exchange connectivity",
            "CommentDate": "2024-02-15T09:15:00Z",
            "CreatorContactID": 12345,
            "IsInternal": True,
        }
    ]
}
ADD_COMMENT = {"CommentText": "Identified root cause - Exchange certificate expired", "IsInternal": False}
BILLABLE_DURATION = {"TotalBillableDuration": 3600, "TotalBillableHours": 1.0}
WORK_HOURS = {
    "items": [
        {
            "WorkHourID": 22222,
            "TicketID": 54321,
            "TechnicianContactID": 12345,
            "StartDate": "2024-02-15T09:00:00Z",
            "EndDate": "2024-02-15T10:30:00Z",
            "Duration": 5400,
            "IsBillable": True,
            "Notes": "Initial investigation and resolution",
        }
    ]
}
LOG_WORK = {
    "TechnicianContactID": 12345,
    "StartDate": "2024-02-15T09:00:00Z",
    "EndDate": "2024-02-15T10:30:00Z",
    "IsBillable": True,
    "Notes": "Initial investigation and resolution",
}
